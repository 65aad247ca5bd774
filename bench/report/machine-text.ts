import type { Machine } from '#bench/machine.ts'

/** Date, commit and machine of a measurement, in one sentence. */
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
