import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { LaunchPage } from '#shared/schemas/launch-page.ts'
import { ApiError, hasCode } from '#web/api/http/api-error.ts'
import { useHoldReload } from '#web/components/page/use-hold-reload.ts'
import { DingTalkError } from '#web/dingtalk/dingtalk-error.ts'
import { listenToVisible } from '#web/dingtalk/navigation.ts'
import { addressFor, preparePage } from '#web/dingtalk/open-page.ts'
import { useWords, words } from '#web/i18n/words.ts'

export type LaunchOptions = {
  /** Gets the page's URL from the proxy. Called on every tap, because URLs expire. */
  request: (client: QueryClient) => Promise<LaunchPage>
  /** Queries to refetch after a return. */
  invalidates: readonly QueryKey[]
  /** The page's title, for clients that show it next to this one. */
  title: string
}

/**
 * - `asking` the proxy for the page's URL;
 * - `away`: the page was opened;
 * - `updating`: the person is back, and what may have changed is being reread;
 * - `updated`: rereading is done;
 * - `not-updated`: rereading failed, because of `error`;
 * - `not-opened`: the client or the browser did not open the page, which is at `address`;
 * - `failed`: there is no page, because of `error`.
 */
export type LaunchState =
  | { stage: 'idle' | 'asking' | 'away' | 'updating' | 'updated' }
  | { stage: 'not-opened'; address: string }
  | { stage: 'failed' | 'not-updated'; error: unknown }

export type Launch = {
  state: LaunchState
  /** Call it in the tap handler. Resolves once the page is open, or is known not to open. */
  start: () => Promise<void>
  /** Rereads by hand, for when the return cannot be detected. */
  update: () => void
}

/** Opens a page of e签宝 and rereads what may have changed there. */
export function useLaunch({ request, invalidates, title }: LaunchOptions): Launch {
  const tPage = useWords(words.page)
  const client = useQueryClient()
  const [state, setState] = useState<LaunchState>({ stage: 'idle' })
  const latest = useRef(invalidates)
  useEffect(() => {
    latest.current = invalidates
  })

  const update = useCallback(() => {
    setState({ stage: 'updating' })
    const reads = latest.current.map((queryKey) =>
      // If returning has already started a refetch, that is enough.
      client.invalidateQueries({ queryKey }, { cancelRefetch: false, throwOnError: true }),
    )
    // The person may have opened the page again meanwhile.
    const end = (ended: LaunchState) =>
      setState((present) => (present.stage === 'updating' ? ended : present))
    Promise.all(reads).then(
      () => end({ stage: 'updated' }),
      (error: unknown) => end({ stage: 'not-updated', error }),
    )
  }, [client])

  // Its notes would be gone.
  useHoldReload(state.stage !== 'idle')

  // People may return and go there again before they are done.
  const isOpened = ['away', 'updating', 'updated', 'not-updated'].includes(state.stage)
  useEffect(() => {
    if (!isOpened) return undefined
    const back = () => {
      if (document.visibilityState === 'visible') update()
    }
    const stop = listenToVisible(back)
    // A side window does not hide this one, so there is no `visibilitychange`.
    window.addEventListener('focus', back)
    return () => {
      stop()
      window.removeEventListener('focus', back)
    }
  }, [isOpened, update])

  const open = async () => {
    const prepared = preparePage(tPage.opening)
    setState({ stage: 'asking' })
    let address: string | null
    try {
      address = addressFor(await request(client))
      if (address === null) throw new ApiError('launch-page-missing', 'no address of the page')
    } catch (error) {
      prepared.giveUp()
      setState({ stage: 'failed', error })
      // The flow has changed since the button was rendered.
      if (hasCode(error, 'flow-not-signable'))
        for (const queryKey of latest.current) void client.invalidateQueries({ queryKey })
      return
    }
    try {
      const { closed } = await prepared.show(address, title)
      setState({ stage: 'away' })
      if (closed !== null) void closed.then(update)
    } catch (error) {
      if (error instanceof DingTalkError) setState({ stage: 'not-opened', address })
      else setState({ stage: 'failed', error })
    }
  }
  // A second tap joins the first.
  const opening = useRef<Promise<void>>(null)
  const start = () =>
    (opening.current ??= open().finally(() => {
      opening.current = null
    }))
  return { state, start, update }
}
