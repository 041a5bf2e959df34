select protect_by_parent('citizen_matches', 'official_id', 'officials');
