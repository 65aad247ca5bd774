/**
 * The address of a flow's page.
 * @param publicUrl our public address, without a slash at the end
 */
export function flowAddress(
  publicUrl: string,
  corpId: string,
  taskId: string,
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({ corpId, ...more })
  return `${publicUrl}/flows/${encodeURIComponent(taskId)}?${query.toString()}`
}
