/** `magpie verify-log`: the verifier stands by itself in verify-log/, which whoever checks may take away without the rest. */
export { help, run } from './verify-log/main.ts';
