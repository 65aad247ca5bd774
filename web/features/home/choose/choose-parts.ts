import { ChoosableRow } from './choosable-row.tsx'
import { ChooseBar } from './choose-bar.tsx'
import { ChooseHead } from './choose-head.tsx'

/** What is loaded when somebody begins to choose. */
export const chooseParts = { ChooseBar, ChooseHead, ChoosableRow }
