/** A list in a column next to the contract that was chosen from it. */
export interface ListColumnPlace {
  /** The column's scroll container. */
  scroller: HTMLElement
  /** The task id of the contract next to it, or null. */
  current: string | null
}
