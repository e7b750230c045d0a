import { useRouter } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { Button } from "../kit/Button.tsx";
import { Empty, Failure } from "../kit/states.tsx";
import { useWords } from "../words/language.tsx";

/** A URL that means nothing, within what surrounds every screen. */
export function NotFound() {
  const { t } = useWords();
  const router = useRouter();
  return (
    <div style={{ display: "grid", minHeight: "100%", alignContent: "center" }}>
      <Empty
        title={t("failure.noPage")}
        text={t("failure.noPageText")}
        icon={<Compass aria-hidden="true" />}
        action={
          <Button kind="primary" onPress={() => void router.navigate({ to: "/tasks", search: {} })}>
            {t("failure.toTasks")}
          </Button>
        }
      />
    </div>
  );
}

/** A page of which nothing could be drawn. */
export function Broken({ error }: { error: unknown }) {
  return (
    <main style={{ display: "grid", minHeight: "100%", alignContent: "center" }}>
      <BrokenScreen error={error} />
    </main>
  );
}

/** A screen that could not be drawn, or whose code could not be fetched. */
export function BrokenScreen({ error }: { error: unknown }) {
  return <Failure error={error} onRetry={() => location.reload()} />;
}
