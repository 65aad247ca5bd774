import { Route, Switch } from 'wouter'
import { ApiError } from '#web/api/http/api-error.ts'
import { WholeFailurePage } from '#web/widgets/failure-page/lazy-failure-page.tsx'
import { FlowPage } from '#web/features/flow/flow-page.tsx'
import { lazyPage } from '#web/widgets/failure-page/lazy-page.tsx'
import { useIsSplit } from '#web/components/use-is-wide.ts'
import { loadFirstFlow, routes } from './routes.ts'

const StartPage = lazyPage(async () => (await routes.start.load()).StartPage)
const MePage = lazyPage(async () => (await routes.me.load()).MePage)
const AdminPage = lazyPage(async () => (await routes.admin.load()).AdminPage)
const OperatorPage = lazyPage(async () => (await routes.operator.load()).OperatorPage)
const ApprovalPage = lazyPage(async () => (await routes.approval.load()).ApprovalPage)
const FirstFlow = lazyPage(async () => (await loadFirstFlow()).FirstFlow)
const HomePage = lazyPage(async () => (await routes.home.load()).HomePage)

export function Router() {
  const isSplit = useIsSplit()
  return (
    <Switch>
      <Route path={routes.home.path}>{isSplit ? <FirstFlow /> : <HomePage />}</Route>
      <Route path={routes.flow.path}>
        {({ taskId }) => <FlowPage key={taskId} taskId={taskId} />}
      </Route>
      <Route path={routes.start.path}>
        <StartPage />
      </Route>
      <Route path={routes.approval.path}>
        {({ instanceId }) => <ApprovalPage key={instanceId} instanceId={instanceId} />}
      </Route>
      <Route path={routes.me.path}>
        <MePage />
      </Route>
      <Route path={routes.admin.path}>
        <AdminPage />
      </Route>
      <Route path={routes.operator.path}>
        {({ corpId }) => <OperatorPage corpId={corpId ?? null} />}
      </Route>
      <Route>
        <NoSuchPage />
      </Route>
    </Switch>
  )
}

function NoSuchPage() {
  return <WholeFailurePage error={new ApiError('page-not-found', location.pathname)} />
}
