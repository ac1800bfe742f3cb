import { useEffect, useState } from 'preact/hooks';
import type { LiveState } from './live-session.ts';

/**
 * Says the summary to those who listen: at the first answer about a position and at the last one,
 * not at every refinement.
 */
export function OutLoud({
  state,
  summary,
}: {
  readonly state: LiveState;
  readonly summary: string | null;
}) {
  const { answer, isStale } = state;
  const stage = answer === null || isStale ? 'none' : answer.isFinal ? 'last' : 'first';
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (stage === 'none' || summary === null) return;
    setSaid(stage === 'first' ? `So far: ${summary}` : summary);
  }, [stage]);
  return (
    <p class="hidden" role="status">
      {said}
    </p>
  );
}
