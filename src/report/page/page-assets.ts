/** The scripts of an interactive page, bundled when the program was built. */
export interface PageAssets {
  /** Unpacks the page's script and runs it; runs as it stands. */
  readonly loader: Script;
  /** The page's own script: figures, panel, buttons. */
  readonly page: PackedScript;
  /** The simulator, for a worker. */
  readonly engine: string;
}

export interface Script {
  readonly text: string;
  /** `sha256-…`, as a security policy names it. */
  readonly hash: string;
}

/** Compressed with gzip, in base 64; the hash is of the text that it unpacks to. */
interface PackedScript {
  readonly packed: string;
  readonly hash: string;
}
