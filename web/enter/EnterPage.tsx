export function EnterPage() {
  return <main />;
}
