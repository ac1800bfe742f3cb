import { logRequests, type Study } from '../../plan/index.ts';
import { nodeAesGcm } from '../node-aes-gcm.ts';
import type { OutputFile } from '../outputs.ts';
import { CloudTrailWriter } from './cloud-trail.ts';

/** Lines are written in pieces of about this size. */
const PIECE_CHARACTERS = 1 << 20;

export interface EventLogSummary {
  readonly lines: number;
  /** Designs that had more to tell than the limit lets through. */
  readonly cut: readonly string[];
}

/**
 * Writes the first replication of every design at load 1 as JSON Lines, one CloudTrail event a
 * line, at most `limit` lines of each design, and puts the file in its place.
 */
export function writeEventLog(study: Study, file: OutputFile, limit: number): EventLogSummary {
  let lines = 0;
  const cut: string[] = [];
  for (const { name, kind, world } of study.designs) {
    if (kind === 'cloudhsm-direct') continue; // no request goes to KMS
    const writer = new CloudTrailWriter(study.region, name, world);
    let own = 0;
    let piece = '';
    logRequests({ config: world, seed: `${study.seed}/1` }, nodeAesGcm, (entry) => {
      const event = writer.event(entry);
      if (event === null) return true;
      if (own === limit) {
        cut.push(name);
        return false;
      }
      own++;
      piece += `${JSON.stringify(event)}\n`;
      if (piece.length > PIECE_CHARACTERS) {
        file.append(piece);
        piece = '';
      }
      return true;
    });
    file.append(piece);
    lines += own;
  }
  file.finish('');
  return { lines, cut };
}
