import { useRef, useState } from 'preact/hooks';
import type { LivePosition, LiveStudy } from '../../../plan/index.ts';
import { countTurned } from './position.ts';
import { variantYaml } from './variant-yaml.ts';

/** What was found here as lines of the scenario, so that it can be reviewed and run in full. */
export function VariantCopy({
  live: { knobs },
  position,
}: {
  readonly live: LiveStudy;
  readonly position: LivePosition;
}) {
  const text = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState<{ readonly yaml: string; readonly how: string } | null>(
    null,
  );
  if (countTurned(position, knobs) === 0) return null;
  const yaml = variantYaml(position, knobs);
  const copy = async (): Promise<void> => {
    setCopied({ yaml, how: (await isCopied(yaml)) ? 'Copied.' : selected() });
  };
  const selected = (): string => {
    text.current?.focus();
    text.current?.select();
    return 'Selected: copy it with your keyboard.';
  };
  return (
    <div class="live-variant">
      <h3 class="live-title" id="live-yaml-title">
        As a variant of the scenario
      </h3>
      <textarea
        ref={text}
        readOnly
        rows={yaml.split('\n').length - 1}
        aria-labelledby="live-yaml-title"
        spellcheck={false}
        value={yaml}
      />
      <p>
        <button type="button" class="live-button" onClick={() => void copy()}>
          Copy as variant
        </button>{' '}
        <span role="status">{copied?.yaml === yaml ? copied.how : ''}</span>
      </p>
    </div>
  );
}

/** Pages opened from a file or in a frame may not be allowed to. */
async function isCopied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
