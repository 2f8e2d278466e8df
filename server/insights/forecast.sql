-- What a forecast needs beside the costs (series.h).

-- Custom charges that are percentages of what a group is billed.
-- name: forecast_percentages
select id
from custom_charges
where partner_id = :partner_id and percent is not null
order by id;
