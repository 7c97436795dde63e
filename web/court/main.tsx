import './court.css';
import { boot } from '../ui/boot.tsx';
import { CourtPage } from './CourtPage.tsx';

boot(<CourtPage />);
