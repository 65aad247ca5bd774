/** A list in a column beside the contract that was chosen from it. */
export interface ListColumnPlace {
  /** What scrolls the column. */
  scroller: HTMLElement
  /** The task id of the contract that is shown beside; null for none. */
  current: string | null
}
