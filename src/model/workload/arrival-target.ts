/** Where arrivals go: plain KMS calls, or user operations of a service. */
export interface ArrivalTarget {
  /** Something of `client` (an instance in turn, or one of the closed clients) is due at `nowNs`, the present. */
  make(nowNs: number, client: number): void;
}
