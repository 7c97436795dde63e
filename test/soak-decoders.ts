/** Every decoder under damaged frames, in equal shares; says the slowest, and whether memory stayed flat. Returns how many failed. */
import { heldBytes } from '../bench/engine/heap.ts';
import { SOCKET_PROTOCOLS } from '../src/ingest/protocols/registry.ts';
import { fuzzDecoder } from './fuzz/decoders.ts';

export function soakDecoders(executions: number, seed: number): number {
  const each = Math.ceil(executions / SOCKET_PROTOCOLS.length);
  let failed = 0;
  for (const protocol of SOCKET_PROTOCOLS) {
    // Warm, so that what is compiled and cached does not count as growth.
    fuzzDecoder(protocol, Math.min(each, 20_000), seed + 1);
    const before = heldBytes();
    const startMs = performance.now();
    const { problems, captured, taken, slowestMs } = fuzzDecoder(protocol, each, seed);
    const tookS = ((performance.now() - startMs) / 1_000).toFixed(0);
    const grownMB = ((heldBytes() - before) / 1e6).toFixed(1);
    for (const problem of problems) process.stdout.write(`  ${problem}\n`);
    failed += problems.length;
    const corpus =
      captured > 0 ? `${captured} captured frames and our own` : 'our own frames only, no captured ones here';
    process.stdout.write(
      `${protocol.name}: ${each} damaged frames in ${tookS} s (${corpus}), ${taken} taken, slowest ${slowestMs.toFixed(1)} ms, heap ${grownMB} MB more, ${problems.length} problems\n`,
    );
  }
  process.stdout.write(`soak: ${each * SOCKET_PROTOCOLS.length} damaged frames, ${failed} failed\n`);
  return failed;
}
