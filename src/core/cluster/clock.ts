/** Days since 1970-01-01 of the day the cluster's clock shows zero: 2026-01-01. */
const EPOCH_DAY = 20_454;
const SECONDS_A_DAY = 86_400;

/**
 * The virtual clock as the API server writes time (RFC 3339, whole seconds, UTC): clock 0 is `2026-01-01T00:00:00Z`, negative
 * clocks are before it. `clock` is in milliseconds.
 */
export function timestamp(clock: number): string {
  const seconds = Math.floor(clock / 1000);
  const day = Math.floor(seconds / SECONDS_A_DAY);
  const rest = seconds - day * SECONDS_A_DAY;
  const [year, month, dayOfMonth] = civilDate(EPOCH_DAY + day);
  const time = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60].map(twoDigits).join(':');
  return `${year}-${twoDigits(month)}-${twoDigits(dayOfMonth)}T${time}Z`;
}

/** The clock (milliseconds) that `timestamp` wrote; undefined when the text is not such a time. */
export function clockOf(text: string | undefined): number | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z$/.exec(text ?? '');
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map(Number);
  const days = dayNumber(year, month, day) - EPOCH_DAY;
  return (days * SECONDS_A_DAY + hours * 3600 + minutes * 60 + seconds) * 1000;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** Year, month and day of a day number, in the proleptic Gregorian calendar (years counted from March, as Howard Hinnant's algorithms do). */
function civilDate(day: number): [number, number, number] {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1];
}

function dayNumber(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
