import type { ProblemCode } from '#shared/rules/codes/problem-code.ts'
import type { AppConfig } from '#shared/schemas/app-config.ts'

/** How a call of the page is answered: `at` is found in "GET /api/path?query". */
export type Played = { at: RegExp } & (
  | { problem: ProblemCode }
  /** Answered so, whatever the app would say. */
  | { body: unknown }
  /** Answered with a file. */
  | { bytes: Uint8Array }
  /** Changes the app's own answer, of which only the state knows the shape. */
  // oxlint-disable-next-line typescript/no-explicit-any -- an answer of any call
  | { change: (answer: any) => unknown }
  /** `held` is never answered, `cut` fails as without a network. */
  | { is: 'held' | 'cut' }
)

/** A state of a page, as data: where it is, who looks, and which answers differ. */
export type State = {
  /** Names the state in the sheet and in the files, in lower case. */
  name: string
  path: string
  /** A user id of the sandbox, by default 张三's; null for nobody. */
  person?: string | null
  /** The first that fits counts. */
  answers?: Played[]
  /** The page was opened before, so long ago (milliseconds), with the app's own answers. */
  openedBefore?: number
  /** Names of what is pressed then, one after the other, in both languages. */
  press?: RegExp[]
  /** What the app's page says of the app, where that differs. */
  config?: Partial<AppConfig>
  /** Whether it differs from others in its words alone, so that one device is enough. */
  isPhoneOnly?: boolean
}

/** A page with its states, in the order of its sheet. */
export type Sheet = { page: string; states: State[] }

/** When all states are looked at, on a Wednesday afternoon in China; epoch milliseconds. */
export const galleryNow = Date.parse('2026-03-18T15:24:00+08:00')

/** Whether a part of the page never comes. */
export function isLoading({ answers = [] }: State): boolean {
  return answers.some((played) => 'is' in played && played.is === 'held')
}
