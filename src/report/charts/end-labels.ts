/** A label at the end of a line, moved up or down until no two overlap. */
export interface EndLabel {
  readonly name: string;
  /** Where the line ends, in pixels of the plot. */
  readonly lineX: number;
  readonly lineY: number;
  readonly labelY: number;
}

interface LineEnd {
  readonly name: string;
  readonly lineX: number;
  readonly lineY: number;
}

/**
 * Spreads labels over the height of a plot: each as near to its line's end as the others allow.
 *
 * Labels that would overlap are merged into a block centred on its members' wishes, again and
 * again until no blocks touch (the pool-adjacent-violators method).
 *
 * @param gapPx least distance between two baselines.
 */
export function spreadLabels(
  ends: readonly LineEnd[],
  gapPx: number,
  heightPx: number,
): readonly EndLabel[] {
  const sorted = [...ends].sort((a, b) => a.lineY - b.lineY || (a.name < b.name ? -1 : 1));
  interface Block {
    readonly members: readonly LineEnd[];
    readonly top: number;
  }
  const place = (members: readonly LineEnd[]): Block => {
    const wish = members.reduce((sum, end, index) => sum + end.lineY - index * gapPx, 0);
    const lowestTop = heightPx - (members.length - 1) * gapPx;
    return { members, top: Math.max(0, Math.min(wish / members.length, lowestTop)) };
  };
  const blocks: Block[] = [];
  for (const end of sorted) {
    let block = place([end]);
    for (
      let above = blocks.at(-1);
      above && above.top + above.members.length * gapPx > block.top;
      above = blocks.at(-1)
    ) {
      blocks.pop();
      block = place([...above.members, ...block.members]);
    }
    blocks.push(block);
  }
  return blocks.flatMap((block) =>
    block.members.map((end, index) => ({
      name: end.name,
      lineX: round(end.lineX),
      lineY: round(end.lineY),
      labelY: round(block.top + index * gapPx),
    })),
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
