import { boot } from '../ui/boot.tsx';
import { OversightPage } from './OversightPage.tsx';

boot(<OversightPage />);
