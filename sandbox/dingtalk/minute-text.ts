/** A time as DingTalk's approvals write it: to the minute, in UTC+8 although it ends in `Z`. */
export function minuteText(time: number): string {
  return new Date(time + 8 * 3_600_000).toISOString().replace(/:\d\d\.\d{3}Z$/, 'Z')
}
