import type { RandomStreams } from '../../kernel/index.ts';
import type { LinkName, NetworkConfig } from '../config.ts';
import { Link } from './link.ts';

/** The three links of a world. */
export class Links {
  readonly clientKms: Link;
  readonly kmsHsm: Link;
  readonly kmsProxy: Link;

  constructor(network: NetworkConfig, streams: RandomStreams) {
    const link = (name: LinkName) => new Link(name, network.zones, network.loss, streams);
    this.clientKms = link('client-kms');
    this.kmsHsm = link('kms-hsm');
    this.kmsProxy = link('kms-proxy');
  }

  byName(name: LinkName): Link {
    return { 'client-kms': this.clientKms, 'kms-hsm': this.kmsHsm, 'kms-proxy': this.kmsProxy }[
      name
    ];
  }
}
