import { ChoosableRow } from './choosable-row.tsx'
import { ChooseBar } from './choose-bar.tsx'
import { ChooseHead } from './choose-head.tsx'

/** Loaded when selection mode starts. */
export const chooseParts = { ChooseBar, ChooseHead, ChoosableRow }
