import type { Language } from '#shared/rules/languages.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import { flowAddress } from '#proxy/features/access/flow-address.ts'
import { answerWords } from '#proxy/features/answers/answer-words.ts'
import type { Answers, Found } from '#proxy/features/answers/answers.ts'
import { questionIn } from '#proxy/features/answers/question.ts'
import { answerText, type ShortAnswer } from '#proxy/features/answers/short-answer.ts'
import type { MessageFrame } from '#proxy/features/corp/corp-times.ts'
import { appLink } from '#proxy/upstream/dingtalk/app-link.ts'
import { maxReplyText, type RobotReply } from '#proxy/upstream/dingtalk/robot/robot-reply.ts'
import { escaped, linked } from './markdown.ts'
import { robotWords } from './robot-words.ts'

/** The most contracts in an answer. */
const maxListed = 5

/** Words of a reply that says nothing of a contract. */
type PlainWords = 'help' | 'unreadable' | 'unknown' | 'tooMany' | 'quotaSpent'

type Addressed = { language: Language; publicUrl: string; corpId: string | null }

function homeOf({ publicUrl, corpId }: Addressed): string {
  const query = corpId === null ? '' : `?${new URLSearchParams({ corpId }).toString()}`
  return appLink(`${publicUrl}/${query}`)
}

function withHome(to: Addressed, title: string, text: string): RobotReply {
  return { title, text, button: { label: robotWords[to.language].openApp, url: homeOf(to) } }
}

/** A reply without any contract, with a button that opens the app. */
export function plainReply(words: PlainWords, to: Addressed): RobotReply {
  const t = robotWords[to.language]
  return withHome(to, t[`${words}Title`], t[words])
}

/** @param id of the failure, as in the log */
export function failedReply(id: string, to: Addressed): RobotReply {
  const t = robotWords[to.language]
  return withHome(to, t.failedTitle, t.failed({ id }))
}

export type RobotQuestion = {
  text: string
  language: Language
  requestId: string
  frame: MessageFrame
}

/**
 * The answer to a member's question, by the rules of the page.
 * @throws ProblemError of the store or upstream
 */
export async function answerQuestion(
  answers: Answers,
  asker: SessionClaims,
  { text, language, requestId, frame }: RobotQuestion,
): Promise<RobotReply> {
  const { publicUrl, timeZone } = frame
  const { corpId } = asker
  const to = { language, publicUrl, corpId }
  const t = robotWords[language]
  const words = answerWords[language]
  const asking = { language, requestId }
  const question = questionIn(text, publicUrl, corpId)
  const nothing = withHome(to, t.nothingTitle, words.nothing)

  function card(answer: ShortAnswer, link?: string): RobotReply {
    const more = link === undefined ? {} : { access: link }
    const url = appLink(flowAddress(publicUrl, corpId, answer.taskId, more))
    return {
      title: answer.quoted.title ?? words.untitled,
      text: escaped(answerText(answer, { language, timeZone })),
      button: { label: t.open, url },
    }
  }

  function list({ answers: found, hasMore }: Found, title: string): RobotReply {
    const [first] = found
    if (first !== undefined && found.length === 1 && !hasMore) return card(first)
    const lines = found.map((answer, index) => {
      const url = appLink(flowAddress(publicUrl, corpId, answer.taskId))
      return `${index + 1}\\. ${linked(answerText(answer, { language, timeZone }), url)}`
    })
    const rest = hasMore ? [linked(t.more, homeOf(to))] : []
    const all = fitting([`**${title}**`, ...lines, ...rest])
    return { title, text: all.join('\n\n'), button: null }
  }

  switch (question.kind) {
    case 'help':
      return plainReply('help', to)
    case 'waiting': {
      const found = await answers.waiting(asker, language, maxListed)
      if (found.answers.length === 0) return withHome(to, t.waitingTitle, words.nothingWaiting)
      return list(found, t.waitingTitle)
    }
    case 'stuck': {
      const found = await answers.stuck(asker, language, maxListed)
      if (found === null) return nothing
      if (found.answers.length === 0) return withHome(to, t.stuckTitle, words.nothingStuck)
      return list(found, t.stuckTitle)
    }
    case 'contract': {
      const { taskId, link } = question
      const answer = await answers.status(asker, taskId, { ...asking, link })
      return answer === null ? nothing : card(answer, link)
    }
    case 'words': {
      const found = await answers.find(asker, question.text, asking, maxListed)
      return found.answers.length === 0 ? nothing : list(found, t.found(found.answers.length))
    }
    case 'elsewhere':
      return nothing
  }
}

/** The first lines, as many as a message takes. */
function fitting(lines: readonly string[]): string[] {
  let length = 0
  return lines.filter((line) => {
    length += line.length + 2
    return length <= maxReplyText
  })
}
