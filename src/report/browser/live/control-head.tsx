/** Above a slider: what it is, where it stands, and the way back. */
export function ControlHead({
  labelFor,
  title,
  value,
  baseline,
  onReset,
}: {
  readonly labelFor: string;
  readonly title: string;
  readonly value: string;
  readonly baseline: string;
  /** null where it stands as in the report. */
  readonly onReset: (() => void) | null;
}) {
  return (
    <div class="live-head">
      <label for={labelFor}>
        <bdi>{title}</bdi>
      </label>
      <output for={labelFor} aria-live="off" class={onReset === null ? '' : 'live-turned'}>
        <bdi>{value}</bdi>
      </output>
      {onReset !== null && <ResetButton title={title} baseline={baseline} onReset={onReset} />}
    </div>
  );
}

/** Back to the report's value, which it names. */
export function ResetButton({
  title,
  baseline,
  onReset,
}: {
  readonly title: string;
  readonly baseline: string;
  readonly onReset: () => void;
}) {
  return (
    <button
      type="button"
      class="live-reset"
      aria-label={`Reset ${title} to ${baseline}`}
      onClick={onReset}
    >
      ↺ {baseline}
    </button>
  );
}
