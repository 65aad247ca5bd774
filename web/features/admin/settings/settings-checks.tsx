import { useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import { useState } from 'react'
import { count, params } from '#shared/rules/words/template.ts'
import type { CheckState, SettingsCheck } from '#shared/schemas/settings-checks.ts'
import { checksQuery } from '#web/api/queries/operator.ts'
import { Row } from '#web/components/list/row.tsx'
import { Rows } from '#web/components/list/rows.tsx'
import { ToneTag } from '#web/components/note/tone-tag.tsx'
import type { Tone } from '#web/components/note/tone.ts'
import { TimeText } from '#web/components/time/time-text.tsx'
import { useMoment } from '#web/components/time/use-moment.ts'
import { useNow } from '#web/components/time/use-now.ts'
import { useDevice } from '#web/i18n/device.ts'
import { defineWords, useWords } from '#web/i18n/words.ts'
import { ListNotRead } from '#web/widgets/desk/desk-list.tsx'

const checkWords = defineWords({
  zh: {
    checks: '检查设置',
    check: '检查',
    checking: '正在逐项询问钉钉和 e签宝…',
    checksNote: '逐项检查服务器的设置、钉钉权限和 e签宝 状态。只询问，不修改任何内容。',
    checkedAt: params('{time} 检查，{outcome}'),
    troubles: count({ many: '{count} 项要处理' }),
    noTroubles: '没有要处理的',
    well: count({ many: '{count} 项正常' }),
    unfold: '展开',
    fold: '收起',
    'check/ok': '正常',
    'check/warning': '需注意',
    'check/failed': '有问题',
    'check/unknown': '未知',
  },
  en: {
    checks: 'Check the settings',
    check: 'Check',
    checking: 'Asking DingTalk and eSign, step by step…',
    checksNote:
      'Tries the server’s settings, DingTalk’s permissions and the state in eSign. It only asks and changes nothing.',
    checkedAt: 'Checked {time}: {outcome}',
    troubles: { one: '{count} thing to do', many: '{count} things to do' },
    noTroubles: 'nothing to do',
    well: { one: '{count} step is OK', many: '{count} steps are OK' },
    unfold: 'Show',
    fold: 'Hide',
    'check/ok': 'OK',
    'check/warning': 'Note',
    'check/failed': 'Wrong',
    'check/unknown': 'Unknown',
  },
})

/** Tries the settings of the server when an operator asks for it, as `npm run doctor` does. */
export function SettingsChecks() {
  const t = useWords(checkWords)
  const moment = useMoment(useNow())
  const { data, error, isFetching, refetch } = useQuery({ ...checksQuery, enabled: false })
  const troubles = troublesIn(data?.checks ?? [])
  return (
    <section
      className="desk-list settings-checks"
      data-testid="settings-checks"
      aria-busy={isFetching}
    >
      <Rows
        header={<h2>{t.checks}</h2>}
        extra={
          <Button size="small" fill="outline" loading={isFetching} onClick={() => void refetch()}>
            {t.check}
          </Button>
        }
      >
        <li className="desk-gap">
          {error && !isFetching ? (
            <ListNotRead error={error} onRetry={refetch} />
          ) : (
            <p className="desk-note" role="status">
              {isFetching && t.checking}
              {!isFetching && !data && t.checksNote}
              {!isFetching && data && (
                <TimeText time={data.checkedAt}>
                  {t.checkedAt({
                    time: moment(data.checkedAt),
                    outcome: troubles === 0 ? t.noTroubles : t.troubles(troubles),
                  })}
                </TimeText>
              )}
            </p>
          )}
        </li>
        {data && <CheckRows checks={data.checks} />}
      </Rows>
    </section>
  )
}

const order: readonly CheckState[] = ['failed', 'warning', 'unknown']

/** What needs something done stands first, and what is well is folded. */
function CheckRows({ checks }: { checks: readonly SettingsCheck[] }) {
  const t = useWords(checkWords)
  const [isOpen, setOpen] = useState(false)
  const toDo = order.flatMap((state) => checks.filter((check) => check.state === state))
  const well = checks.filter(({ state }) => state === 'ok')
  return (
    <>
      {toDo.map((check) => (
        <CheckRow key={check.name} check={check} />
      ))}
      <Row
        testId="checks-well"
        onClick={() => setOpen(!isOpen)}
        isExpanded={isOpen}
        hasArrow={false}
        extra={isOpen ? t.fold : t.unfold}
      >
        {t.well(well.length)}
      </Row>
      {isOpen && well.map((check) => <CheckRow key={check.name} check={check} />)}
    </>
  )
}

function troublesIn(checks: readonly SettingsCheck[]): number {
  return checks.filter(({ state }) => state === 'failed' || state === 'warning').length
}

const tones = {
  ok: 'good',
  warning: 'warn',
  failed: 'bad',
  unknown: 'quiet',
} as const satisfies Record<CheckState, Tone>

function CheckRow({ check }: { check: SettingsCheck }) {
  const t = useWords(checkWords)
  const { language } = useDevice()
  const { name, state, title, found, todo } = check
  return (
    <Row
      item={{ 'data-check': name }}
      extra={<ToneTag tone={tones[state]}>{t[`check/${state}`]}</ToneTag>}
      description={
        <>
          <span className="check-found">{found[language]}</span>
          {todo && <span className="check-todo">{todo[language]}</span>}
        </>
      }
    >
      {title[language]}
    </Row>
  )
}
