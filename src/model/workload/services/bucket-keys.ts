/** Bucket keys that one writer (a bucket and a principal) has had, oldest first. */
interface History {
  readonly sinceNs: number[];
  readonly ids: number[];
}

/**
 * Which S3 Bucket Key an object lies under: every fetch of a writer makes a new one, with an id of
 * its own. Objects from before the run lie under earlier ones, one for each life of a bucket key, and
 * so do all objects where nobody has written yet: a workload that only reads, reads what others write.
 * Bucket keys that no read reaches any more are forgotten.
 */
export class BucketKeys {
  readonly #lifeNs: number;
  readonly #reachNs: number;
  readonly #histories: History[];
  #made = 0;

  constructor(writers: number, lifeNs: number, reachNs: number) {
    this.#lifeNs = lifeNs;
    this.#reachNs = reachNs;
    this.#histories = Array.from({ length: writers }, () => ({ sinceNs: [], ids: [] }));
  }

  /** The writer has fetched a new bucket key. */
  add(writer: number, nowNs: number): void {
    const { sinceNs, ids } = this.#histories[writer]!;
    let unreachable = 0;
    while (unreachable + 1 < ids.length && sinceNs[unreachable + 1]! <= nowNs - this.#reachNs)
      unreachable++;
    sinceNs.splice(0, unreachable);
    ids.splice(0, unreachable);
    sinceNs.push(nowNs);
    ids.push(this.#made++);
  }

  /** Bucket keys remembered, over all writers. */
  get size(): number {
    return this.#histories.reduce((sum, { ids }) => sum + ids.length, 0);
  }

  /** Id of the bucket key that the writer used at `atNs`, within reach; negative: not one of the run's. */
  usedAt(writer: number, atNs: number): number {
    const { sinceNs, ids } = this.#histories[writer]!;
    let low = 0;
    let high = ids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sinceNs[middle]! <= atNs) low = middle + 1;
      else high = middle;
    }
    if (low > 0) return ids[low - 1]!;
    const livesAgo = Math.ceil(-atNs / this.#lifeNs);
    // Lives before the run have odd numbers, those of others' writes during it even ones.
    const isDuringRun = livesAgo <= 0 && this.#made === 0;
    const life = isDuringRun ? -2 * livesAgo : 2 * Math.max(1, livesAgo) - 1;
    return -1 - (life * this.#histories.length + writer);
  }
}
