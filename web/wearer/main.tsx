import { boot } from '../ui/boot.tsx';
import { WearerPage } from './WearerPage.tsx';

boot(<WearerPage />);
