ALTER TABLE "jobs" ALTER COLUMN "expires_at" DROP NOT NULL;--> statement-breakpoint
INSERT INTO "jobs" ("corp_id", "kind", "key", "state", "put_at", "due_at")
  SELECT '', "kind", "kind", 'waiting', "at", "at" + "every" FROM (
    SELECT least("at", (extract(epoch from now()) * 1000)::bigint) AS "at",
      CASE "name" WHEN 'all' THEN 'delete-expired' ELSE 'delete-relieved' END AS "kind",
      CASE "name" WHEN 'all' THEN 86400000 ELSE 3600000 END AS "every"
    FROM "clearings"
  ) AS "cleared";--> statement-breakpoint
DROP TABLE "clearings";
