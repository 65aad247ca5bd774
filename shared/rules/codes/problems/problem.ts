/**
 * Who can solve a problem: `caller` the asker; `state` the person who can bring e签宝 into the
 * required state; `permission` an administrator; `configuration` the operator; `throttled` nobody,
 * it passes; `upstream` DingTalk or e签宝; `internal` we.
 */
export type ProblemCategory =
  'caller' | 'state' | 'permission' | 'configuration' | 'throttled' | 'upstream' | 'internal'

/** What happened, and what to do next. */
export type ProblemWords = readonly [title: string, next: string]

export type Problems = Readonly<
  Record<
    string,
    {
      /** HTTP status of the answer. */
      status: number
      category: ProblemCategory
      zh: ProblemWords
      en: ProblemWords
    }
  >
>
