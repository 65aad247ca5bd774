/**
 * Who can do something about a problem: `caller` the person who asked, or somebody else in his place;
 * `state` the person who brings e签宝 into the state that must come first; `permission` an administrator,
 * for the asker lacks the right; `configuration` the person who runs the app; `throttled` nobody, it passes
 * by waiting; `upstream` DingTalk or e签宝; `internal` ourselves.
 */
export type ProblemCategory =
  'caller' | 'state' | 'permission' | 'configuration' | 'throttled' | 'upstream' | 'internal'

/** What happened, and what to do next. */
export type ProblemWords = readonly [title: string, next: string]

/** Problems by their code. */
export type Problems = Readonly<
  Record<
    string,
    {
      /** The one HTTP status that it is answered with. */
      status: number
      category: ProblemCategory
      zh: ProblemWords
      en: ProblemWords
    }
  >
>
