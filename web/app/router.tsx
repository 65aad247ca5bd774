import { Route, Switch } from 'wouter'
import { ApiError } from '../api/api-error.ts'
import { AppError } from '../components/app-error.tsx'
import { HomeButton } from '../components/home-button.tsx'
import { useBackKey } from '../components/navigation.ts'
import { Page } from '../components/page.tsx'
import { FlowPage } from '../features/flow/flow-page.tsx'
import { useWords, words } from '../i18n/words.ts'
import { loadPage } from '../lazy-pages.ts'
import { lazyPage } from './lazy-page.tsx'

const StartPage = lazyPage(async () => (await loadPage.start()).StartPage)
const MePage = lazyPage(async () => (await loadPage.me()).MePage)
const AdminPage = lazyPage(async () => (await loadPage.admin()).AdminPage)
const ApprovalPage = lazyPage(async () => (await loadPage.approval()).ApprovalPage)
const HomePage = lazyPage(async () => (await loadPage.home()).HomePage)

export function Router() {
  useBackKey()
  return (
    <Switch>
      <Route path="/">
        <HomePage />
      </Route>
      <Route path="/flows/:taskId">
        {({ taskId }) => <FlowPage key={taskId} taskId={taskId} />}
      </Route>
      <Route path="/start">
        <StartPage />
      </Route>
      <Route path="/approvals/:instanceId">
        {({ instanceId }) => <ApprovalPage key={instanceId} instanceId={instanceId} />}
      </Route>
      <Route path="/me">
        <MePage />
      </Route>
      <Route path="/admin">
        <AdminPage />
      </Route>
      <Route>
        <NoSuchPage />
      </Route>
    </Switch>
  )
}

function NoSuchPage() {
  const t = useWords(words.page)
  return (
    <Page title={t.appName} leadsHome>
      <AppError error={new ApiError('page-not-found', location.pathname)}>
        <HomeButton />
      </AppError>
    </Page>
  )
}
