import { boot } from '../ui/boot.tsx';
import { LogPage } from './LogPage.tsx';

boot(<LogPage />);
