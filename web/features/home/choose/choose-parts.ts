/** What is loaded when somebody begins to choose. */
export { ChooseBar } from './choose-bar.tsx'
export { ChooseHead } from './choose-head.tsx'
export { ChoosableRow } from './choosable-row.tsx'
