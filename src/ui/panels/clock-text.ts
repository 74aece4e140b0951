/** A moment of the virtual clock, in milliseconds: `+3.2 s`, `+2:05`. */
export function clockText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `+${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  return `+${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
}
