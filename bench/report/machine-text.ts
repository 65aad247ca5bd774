import type { Machine } from '#bench/machine.ts'

/** When, of which commit and on which machine something was measured, in one sentence. */
export function machineText({
  machine,
  commit,
}: {
  machine: Machine
  commit: string | null
}): string {
  const { cpu, cores, memoryGb, system, node, chromium, loadBefore, date } = machine
  const browser = chromium === undefined ? '' : `, Chromium ${chromium}`
  const source = commit === null ? '' : ` of ${commit}`
  return `Measured on ${date.slice(0, 10)}${source}: ${cpu}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}${browser}; load before the start ${loadBefore}.`
}
