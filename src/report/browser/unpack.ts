/** The text in a block of the page that was packed when the report was made. */
export async function unpackBlock(id: string): Promise<string> {
  const block = document.getElementById(id);
  if (block === null) throw new Error(`the page has no block ${id}`);
  return unpack(block.textContent ?? '');
}

/** Base 64 of gzip, as text again. */
async function unpack(packed: string): Promise<string> {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).text();
}
