/** Who may import whom: DESIGN's Layout as data. `rules/imports.ts` reads it. An exception stands here with its reason. */

/** Contexts that a context may use, through their `service.ts` and `contract.ts`. `core` may be imported by all. */
export const USES: Readonly<Record<string, readonly string[]>> = {
  core: [],
  people: [],
  orders: ['people'],
  devices: ['people'],
  ingest: ['devices', 'people'],
  proximity: [],
  incidents: ['proximity', 'orders'],
  disclosure: ['orders', 'devices', 'incidents'],
  safeguards: [],
  notify: [],
};

/** Used by any context, through their `service.ts`. */
export const FOR_ALL: readonly string[] = ['safeguards', 'notify'];
/** They read the contracts of all contexts; nobody imports them. */
export const READERS: readonly string[] = ['insight', 'drills'];
/** They put the contexts together: anything of any context, and of one another. */
export const COMPOSERS: readonly string[] = ['server', 'cli'];

/** Folders that stand by themselves: they import Node's own modules and their own files, so that whoever takes them away takes all. */
export const ALONE: readonly { readonly folder: string; readonly usedBy: RegExp; readonly reason: string }[] = [
  {
    folder: 'src/cli/verify-log/',
    usedBy: /^src\/cli\//,
    reason: 'the verifier shares no code with what writes the log, or one mistake would hide the other',
  },
];

/** By which a context may be entered from another. */
export const ENTRANCES: readonly RegExp[] = [/^src\/[a-z]+\/service\.ts$/, /^src\/[a-z]+\/([a-z-]+\/)*contract\.ts$/];

export interface Exception {
  /** Path or beginning of a path of the importing file. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly reason: string;
}

export const EXCEPTIONS: readonly Exception[] = [
  {
    from: ['src/ingest/', 'src/orders/', 'src/incidents/', 'src/disclosure/', 'src/drills/'],
    to: ['src/proximity/types.ts'],
    reason: 'the signature of the engine: fixes are made for it, orders bind it, its findings and views are read',
  },
  {
    from: ['src/orders/'],
    to: ['src/proximity/parameters.ts'],
    reason: 'what an order may set of the numbers of the engine, and how far, stands once',
  },
  {
    from: ['src/drills/'],
    to: [
      'src/ingest/protocols/report.ts',
      'src/ingest/protocols/device-side.ts',
      'src/ingest/protocols/eelink/encode.ts',
      'src/ingest/protocols/gl200/encode.ts',
      'src/ingest/protocols/gt06/encode.ts',
      'src/ingest/protocols/megastek/encode.ts',
      'src/ingest/protocols/osmand/encode.ts',
      'src/ingest/protocols/owntracks/encode.ts',
      'src/ingest/protocols/r16h/encode.ts',
      'src/ingest/protocols/teltonika/encode.ts',
      'src/ingest/protocols/traccar/encode.ts',
      'src/ingest/protocols/watch/encode.ts',
    ],
    reason: 'simulated phones speak the real protocols, and the encoders lie beside the decoders they must agree with',
  },
  {
    from: ['src/drills/scenarios/'],
    to: ['src/proximity/engine.ts'],
    reason: 'a scenario can be played against the production engine without a server, in simulated time',
  },
  {
    from: ['src/insight/feasibility/'],
    to: ['src/proximity/engine.ts', 'src/proximity/types.ts', 'src/proximity/zone-shape.ts'],
    reason:
      'what an order would mean is simulated with the production engine, not with a likeness of it; a gap is an area as a zone is one',
  },
  {
    from: ['src/insight/feasibility/'],
    to: ['src/disclosure/decide.ts', 'src/disclosure/rule.ts', 'src/safeguards/service.ts'],
    reason: 'disclosures to expect are decided by the code that decides them in service; a run is written to the audit',
  },
  {
    from: ['web/protected-person/petition/'],
    to: ['web/petition/Petition.tsx', 'web/petition/calls.ts', 'web/petition/store.ts'],
    reason:
      'the petition is shown inside the app: a page of its own would have no lock, no warnings and an address in sight',
  },
];

/** What pages may import of src: wire contracts and core. */
export const WEB_MAY_IMPORT: readonly RegExp[] = [/^src\/core\//, /^src\/[a-z]+\/([a-z-]+\/)*contract\.ts$/];
/** Shared parts of the pages; a page imports no other page. */
export const WEB_SHARED = 'web/ui/';

/** Pure files: no packages, no Node, no other context but by its types. */
export const PURE: readonly RegExp[] = [/^src\/proximity\//, /^src\/[a-z]+\/decide[a-z-]*\.ts$/];

/** A wire contract is data as well: a decision may use its own context's constants, beside which the schemas stand. */
export const PURE_PACKAGES: readonly { readonly name: string; readonly within: RegExp }[] = [
  { name: 'zod', within: /\/contract\.ts$/ },
];

export interface FunctionLimit {
  readonly folder: string;
  readonly linesMax: number;
}

/** Where functions are measured. A component is markup and a hook is closures, each in one function: pages have more room. */
export const FUNCTION_LIMITS: readonly FunctionLimit[] = [
  { folder: 'src/', linesMax: 70 },
  { folder: 'tools/', linesMax: 70 },
  { folder: 'bench/', linesMax: 70 },
  { folder: 'web/', linesMax: 140 },
];
