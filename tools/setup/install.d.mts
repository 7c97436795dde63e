interface Packages {
  readonly packages?: {
    readonly [path: string]: {
      readonly version?: string;
      readonly integrity?: string;
      readonly link?: boolean;
      readonly optional?: boolean;
      readonly devOptional?: boolean;
      readonly os?: readonly string[];
      readonly cpu?: readonly string[];
      readonly optionalDependencies?: { readonly [name: string]: string };
    };
  };
}

export function isCurrent(
  lock: Packages | null,
  record: Packages | null,
  platform: { readonly os: string; readonly cpu: string },
): boolean;
export function isInstalled(root: string): boolean;
export function explain(output: string): Error;
export function install(root: string, say: (line: string) => void, again?: boolean): Promise<void>;
