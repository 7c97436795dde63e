export function ProtectedPersonPage() {
  return <main />;
}
