import { problems } from '#shared/rules/codes/problem-code.ts'
import type { Language } from '#shared/rules/languages.ts'
import type { EpochMs } from '#shared/rules/time.ts'
import type { SessionClaims } from '#proxy/base/http/session-claims.ts'
import { flowAddress } from '#proxy/features/access/flow-address.ts'
import { answerWords } from '#proxy/features/finder/answer-words.ts'
import type { Finder, Found } from '#proxy/features/finder/finder.ts'
import { questionIn } from '#proxy/features/finder/question.ts'
import { answerLines, type ShortAnswer } from '#proxy/features/finder/short-answer.ts'
import type { MessageFrame } from '#proxy/features/corp/corp-times.ts'
import { appLink } from '#proxy/upstream/dingtalk/app-link.ts'
import { maxReplyText, type RobotReply } from '#proxy/upstream/dingtalk/robot/robot-reply.ts'
import { escaped, linked } from './markdown.ts'
import { robotWords } from './robot-words.ts'

/** The most contracts in an answer. */
const maxListed = 5

/** Of what is told of one contract; escaped, it still fits into a message with its address. */
const maxLine = 1_000

/** Words of a reply that says nothing of a contract. */
type PlainWords = 'help' | 'unreadable' | 'unknown' | 'tooMany' | 'quotaSpent' | 'hidden'

export type Addressed = { language: Language; publicUrl: string; corpId: string | null }

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

/** In the words of the page. */
export function subscriptionEndedReply(to: Addressed): RobotReply {
  const [what, next] = problems['subscription-ended'][to.language]
  return withHome(to, what, next)
}

export type RobotQuestion = {
  text: string
  language: Language
  requestId: string
  frame: MessageFrame
  now: EpochMs
}

export type RobotAnswer = {
  reply: RobotReply
  /** The contracts that it tells of; null if none was asked for. */
  taskIds: readonly string[] | null
  /** Whether a signed link was sent. */
  byLink?: boolean
}

/**
 * The answer to a member's question, by the rules of the page.
 * @throws ProblemError of the store or upstream
 */
export async function answerQuestion(
  finder: Finder,
  asker: SessionClaims,
  { text, language, requestId, frame, now }: RobotQuestion,
): Promise<RobotAnswer> {
  const { publicUrl, timeZone } = frame
  const { corpId } = asker
  const to = { language, publicUrl, corpId }
  const t = robotWords[language]
  const words = answerWords[language]
  const asking = { language, requestId }
  const question = questionIn(text, publicUrl, corpId)
  const about = (reply: RobotReply, ...taskIds: string[]) => ({ reply, taskIds })
  const nothing = about(withHome(to, t.nothingTitle, `${words.nothing}\n\n${t.nothingHint}`))

  /** With a link on its title, if one is given. */
  function lines(answer: ShortAnswer, url: string | null): string {
    const { title, standing } = answerLines(answer, { language, timeZone, now })
    const said =
      standing.length <= maxLine ? standing : `${standing.slice(0, maxLine).toWellFormed()}…`
    const head = url === null ? escaped(title) : linked(title, url)
    return `**${head}**  \n${escaped(said)}`
  }

  function card(answer: ShortAnswer, link?: string): RobotAnswer {
    const more = link === undefined ? {} : { access: link }
    const url = appLink(flowAddress(publicUrl, corpId, answer.taskId, more))
    const reply = {
      title: answer.quoted.title ?? words.untitled,
      text: lines(answer, null),
      button: { label: t.open, url },
    }
    return { ...about(reply, answer.taskId), byLink: link !== undefined }
  }

  function list({ answers: found, hasMore }: Found, title: string): RobotAnswer {
    const [first] = found
    if (first !== undefined && found.length === 1 && !hasMore) return card(first)
    const entries = found.map((answer) =>
      lines(answer, appLink(flowAddress(publicUrl, corpId, answer.taskId))),
    )
    const head = `**${title}**`
    const rest = linked(t.more, homeOf(to))
    const shown = fitting(entries, maxReplyText - head.length - rest.length - 4)
    const hasRest = hasMore || shown.length < entries.length
    const all = [head, ...shown, ...(hasRest ? [rest] : [])].join('\n\n')
    const told = found.slice(0, shown.length).map(({ taskId }) => taskId)
    return about({ title, text: all, button: null }, ...told)
  }

  switch (question.kind) {
    case 'help':
      return { reply: plainReply('help', to), taskIds: null }
    case 'waiting': {
      const found = await finder.waiting(asker, language, maxListed)
      if (found.answers.length > 0) return list(found, t.waitingTitle)
      return about(withHome(to, t.waitingTitle, words.nothingWaiting))
    }
    case 'stuck': {
      const found = await finder.stuck(asker, language, maxListed)
      if (found === null) return nothing
      if (found.answers.length > 0) return list(found, t.stuckTitle)
      return about(withHome(to, t.stuckTitle, words.nothingStuck))
    }
    case 'contract': {
      const { taskId, link } = question
      const answer = await finder.status(asker, taskId, { ...asking, link })
      return answer === null ? nothing : card(answer, link)
    }
    case 'words': {
      const found = await finder.find(asker, question.text, asking, maxListed)
      const { length } = found.answers
      if (length === 0) return nothing
      return list(found, found.hasMore ? t.foundMore({ count: length }) : t.found(length))
    }
    case 'elsewhere':
      return nothing
  }
}

/** The first lines, as many as fit with an empty line after each. */
function fitting(lines: readonly string[], room: number): string[] {
  let length = 0
  return lines.filter((line) => {
    length += line.length + 2
    return length <= room
  })
}
