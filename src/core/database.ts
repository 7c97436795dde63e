/** What contexts may ask of the database. `server/database.ts` implements it over `pg`; bigint columns arrive as numbers. */
export interface Sql {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<{ rows: Row[]; rowCount: number }>;
}

export interface Database extends Sql {
  /** Commits when `work` resolves, rolls back and rethrows when it rejects. */
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
}
