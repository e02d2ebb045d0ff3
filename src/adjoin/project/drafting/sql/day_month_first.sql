CAST(strptime(translate(CAST($column AS VARCHAR), '.-', '//'), ['%m/%d/%Y', '%m/%d/%Y %H:%M', '%m/%d/%Y %H:%M:%S']) AS DATE)
