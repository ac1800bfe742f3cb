import { keepUnits } from '../../page/keep-units.ts';
import { costRow, measuredRows, type LiveRow } from './live-rows.ts';
import type { LiveState } from './live-session.ts';
import { objectiveFlips, SIGNS, TONES, type ObjectiveFlip } from './objective-flips.ts';

/** Rules and figures of both designs, side by side; grey while they are about an earlier position. */
export function LiveResults({ state }: { readonly state: LiveState }) {
  const { answer, price, isStale, failure } = state;
  if (failure !== null) return null;
  const fresh = isStale ? null : answer;
  // The bill of a new position is known before its simulation; the table shows it at once.
  const cost = costRow(fresh, price) ?? costRow(answer, null);
  const isCostFresh = fresh !== null || price !== null;
  const stale = isStale && answer !== null ? 'live-stale' : '';
  const flips = answer === null ? [] : objectiveFlips(answer);
  return (
    <div class="live-results" aria-busy={isStale}>
      {flips.length > 0 && (
        <>
          <h3 class="live-title" id="live-rules">
            Objectives
          </h3>
          <ul class={`live-flips ${stale}`} aria-labelledby="live-rules">
            {flips.map((flip) => (
              <Flip flip={flip} />
            ))}
          </ul>
        </>
      )}
      {(answer !== null || cost !== null) && (
        <table class="live-table">
          <caption class="live-title">Figures</caption>
          <thead>
            <tr>
              <td />
              <th scope="col">as in the report</th>
              <th scope="col">changed</th>
              <th scope="col">difference</th>
            </tr>
          </thead>
          <tbody class={stale}>
            {answer !== null && measuredRows(answer).map((row) => <Row row={row} />)}
          </tbody>
          <tbody class={isCostFresh ? '' : stale}>{cost !== null && <Row row={cost} />}</tbody>
        </table>
      )}
    </div>
  );
}

function Row({ row }: { readonly row: LiveRow }) {
  return (
    <tr>
      <th scope="row">{row.what}</th>
      <td data-label="as in the report">{keepUnits(row.baseline)}</td>
      <td data-label="changed">{keepUnits(row.changed)}</td>
      <td data-label="difference" class={row.tone}>
        {keepUnits(row.difference)}
      </td>
    </tr>
  );
}

function Flip({ flip }: { readonly flip: ObjectiveFlip }) {
  const { expect, before, after, words, isFlipped, measuredBefore, measuredAfter } = flip;
  return (
    <li class={isFlipped ? 'live-flipped' : ''}>
      <span class="live-signs" aria-hidden="true">
        <Sign judgement={before} />
        {isFlipped && (
          <>
            {' → '}
            <Sign judgement={after} />
          </>
        )}
      </span>
      <span>
        <bdi class="live-rule">{expect}</bdi>{' '}
        <strong class={after === null ? '' : TONES[after]}>{words}</strong>
        <small>
          {keepUnits(
            measuredBefore === measuredAfter
              ? measuredAfter
              : `${measuredBefore} → ${measuredAfter}`,
          )}
        </small>
      </span>
    </li>
  );
}

function Sign({ judgement }: { readonly judgement: ObjectiveFlip['before'] }) {
  return judgement === null ? (
    <span>–</span>
  ) : (
    <span class={TONES[judgement]}>{SIGNS[judgement]}</span>
  );
}
