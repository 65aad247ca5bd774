// @vitest-environment happy-dom
import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { useLayoutEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, it, vi } from 'vitest'
import { testClient } from '#web/api/test-client.ts'
import { waitingFilter } from '#web/features/home/waiting-count.ts'
import { useWaitingCount } from './use-waiting-count.ts'

it('shows a count, without what the name alone says, that arrives while another part is rendered for the first time', async () => {
  const client = testClient()
  const warned = vi.spyOn(console, 'error').mockImplementation(() => {})
  const Other = () => {
    const { data } = useQuery({ queryKey: ['other'], queryFn: () => 'the other part' })
    // Like the services of the start page.
    useState(() => client.setQueryData(['services'], {}))
    return <p>{data}</p>
  }
  let showOther = () => {}
  const Page = () => {
    const [hasOther, setOther] = useState(false)
    useLayoutEffect(() => {
      showOther = () => setOther(true)
    }, [])
    return (
      <>
        {hasOther && <Other />}
        <Count />
      </>
    )
  }
  const Count = () => <b>{useWaitingCount(false)}</b>
  const root = createRoot(document.body)
  root.render(
    <QueryClientProvider client={client}>
      <Page />
    </QueryClientProvider>,
  )
  await expect.poll(() => document.querySelector('b')).not.toBeNull()
  const sure = { isMineByName: false }
  const perhaps = { isMineByName: true }
  const known = { isMineByName: true, isApprover: true }
  const flows = [sure, perhaps, known]
  const list = { pages: [{ flows, nextCursor: null }], pageParams: [null] }
  client.setQueryData(['flows', waitingFilter], list)
  showOther()
  await expect.poll(() => document.body.textContent).toBe('the other part2')
  expect(warned).not.toHaveBeenCalled()
  root.unmount()
})
