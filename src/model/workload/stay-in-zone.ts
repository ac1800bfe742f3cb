import type { SdkClient } from '../client/sdk-client.ts';
import type { ArrivalTarget } from './arrival-target.ts';

/**
 * Clients that stay in their zones: what is due to one whose zone is down is dropped, and nobody
 * counts it (model page, section 4, G6). Stands before the target only where clients stay.
 */
export class StayInZone implements ArrivalTarget {
  readonly #sdkClient: SdkClient;
  readonly #target: ArrivalTarget;
  /** Told when something was dropped: a closed client thinks again. */
  onDropped: ((client: number) => void) | null = null;

  constructor(sdkClient: SdkClient, target: ArrivalTarget) {
    this.#sdkClient = sdkClient;
    this.#target = target;
  }

  make(nowNs: number, client: number): void {
    if (this.#sdkClient.isAway(client)) this.onDropped?.(client);
    else this.#target.make(nowNs, client);
  }
}
