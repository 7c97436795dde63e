/**
 * What a navigation is answered with: the network's page, or the shell that is kept where the network hangs, is gone, or answers with a fault of
 * its own. Fails toward opening: SOS and Call are in the shell.
 */
export const NETWORK_MS_MAX = 1_000;

export interface PageOrShellDeps {
  fetch(): Promise<Response>;
  /** Undefined: none is kept. */
  shell(): Promise<Response | undefined>;
  wait(ms: number): Promise<void>;
}

// HAZARD H-214: on a network that hangs the page would stay white for a minute. The shell's own parts are all kept with it.
/** Rejects where there is neither: the browser then says so. */
export async function pageOrShell({ fetch, shell, wait }: PageOrShellDeps): Promise<Response> {
  const network = fetch();
  const good = network.then(
    (response) => (response.status < 500 ? response : null),
    () => null,
  );
  const page = await Promise.race([good, wait(NETWORK_MS_MAX).then(() => null)]);
  return page ?? (await shell()) ?? network;
}
